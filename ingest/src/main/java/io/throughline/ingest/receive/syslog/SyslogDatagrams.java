package io.throughline.ingest.receive.syslog;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.throughline.ingest.publish.Chunk;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message a datagram (RFC 5426, 3.1). Nobody can be made to wait: what the intake has no room for is dropped and counted. */
final class SyslogDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogDatagrams.class);

    private final SyslogShared shared;
    private final SyslogRecords records;
    private final SyslogBatch batch;
    private final byte[] bytes;
    private boolean flushPlanned;

    SyslogDatagrams(SyslogShared shared) {
        this.shared = shared;
        this.records = shared.newRecords();
        this.batch = shared.newBatch();
        this.bytes = new byte[shared.config().maxFrameBytes()];
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        ByteBuf content = packet.content();
        int length = content.readableBytes();
        int kept = Math.min(length, bytes.length);
        content.readBytes(bytes, 0, kept);
        if (kept == length) {
            while (kept > 0 && (bytes[kept - 1] == '\n' || bytes[kept - 1] == '\r' || bytes[kept - 1] == 0)) {
                kept--;
            }
            length = kept;
        }
        if (kept == 0) {
            return;
        }
        shared.counts().receive(length == kept);
        batch.add(records.read(bytes, kept, length, packet.sender().getAddress().getHostAddress()));
        if (batch.isFull()) {
            flush();
        } else if (!flushPlanned) {
            flushPlanned = true;
            var unused = context.executor()
                    .schedule(
                            () -> {
                                flushPlanned = false;
                                flush();
                            },
                            SyslogConnection.FLUSH_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }

    private void flush() {
        for (Chunk chunk : batch.take()) {
            CompletableFuture<Void> safe = shared.intake().offer(chunk).orElse(null);
            if (safe == null) {
                shared.counts().drop(chunk.values().size());
            } else {
                shared.loseUnlessSafe(safe, chunk);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        flush();
        super.channelInactive(context);
    }

    /** One datagram that cannot be received says nothing of the next. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("a datagram was not received", cause);
        } else {
            LOG.error("a datagram was not read", cause);
        }
    }
}
