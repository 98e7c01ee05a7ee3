package io.throughline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.throughline.core.config.Settings;
import io.throughline.ingest.buffer.BufferConfig;
import io.throughline.ingest.buffer.DiskBuffer;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.forward.ForwardConfig;
import io.throughline.ingest.receive.forward.ForwardServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The other end of {@link ForwardBench}, in a process of its own so that the senders' CPU time is not counted. Arguments: {@code forward
 * FOLDER} or {@code discard FRAME_BYTES}. Prints its port, and for each line that it reads its CPU time in nanoseconds and how often it
 * forced the disk; {@code write FILE BYTES FORCES} before that writes a file.
 */
public final class ReceivingProcess {
    private static final int WRITE_BYTES = 1 << 20;

    private ReceivingProcess() {}

    public static void main(String[] args) throws Exception {
        LongSupplier forces = () -> 0;
        if (args[0].equals("forward")) {
            Settings settings = new Settings(Map.of("receive.forward.port", "0"));
            DiskBuffer buffer =
                    DiskBuffer.open(BufferConfig.from(settings), Path.of(args[1]), 16 << 20, new Everything());
            forces = () -> buffer.status().forces();
            say(ForwardServer.start(ForwardConfig.from(settings), buffer).port());
        } else {
            say(discard(Integer.parseInt(args[1])));
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String order = orders.readLine();
            while (order != null) {
                String[] words = order.split(" ", -1);
                if (words[0].equals("write")) {
                    write(Path.of(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
                }
                say(system.getProcessCpuTime());
                say(forces.getAsLong());
                order = orders.readLine();
            }
        }
        System.exit(0);
    }

    private static void say(long number) {
        System.out.println(number);
        System.out.flush();
    }

    /** As many bytes with as many forces, and nothing else. */
    private static void write(Path file, long bytes, long forces) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);
        long force = 1;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long written = 0;
            while (written < bytes) {
                long until = bytes * force / forces;
                while (written < until) {
                    buffer.clear().limit((int) Math.min(WRITE_BYTES, until - written));
                    written += channel.write(buffer);
                }
                channel.force(false);
                force++;
            }
        }
    }

    /** Answers one byte for each frame, at which it does not look. */
    private static int discard(int frameBytes) {
        Channel channel = new ServerBootstrap()
                .group(new NioEventLoopGroup(
                        Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("discard", true)))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new Discarding(frameBytes));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static final class Discarding extends ChannelInboundHandlerAdapter {
        private final int frameBytes;
        private long bytes;

        private Discarding(int frameBytes) {
            this.frameBytes = frameBytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            bytes += in.readableBytes();
            in.release();
            while (bytes >= frameBytes) {
                bytes -= frameBytes;
                var unused = context.writeAndFlush(context.alloc().buffer(1).writeByte(1));
            }
        }
    }

    /** Has all of it at once. */
    private static final class Everything implements Intake {
        private static final Optional<CompletableFuture<Void>> SAFE =
                Optional.of(CompletableFuture.completedFuture(null));

        @Override
        public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
            return SAFE;
        }

        @Override
        public void whenRoom(Runnable goOn) {
            goOn.run();
        }
    }
}
