package io.throughline.ingest.receive.syslog;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection: its messages become chunks. While the intake has no room nothing is read, so that the sender waits; what was
 * read before waits here, also when the sender is gone, and keeps its place among the connections for so long.
 */
final class SyslogConnection extends ChannelInboundHandlerAdapter {
    static final long FLUSH_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SyslogConnection.class);
    /** An intake that has just been closed says at once that there is room. */
    private static final long RETRY_MILLIS = 10;

    private final Intake intake;
    private final SyslogShared shared;
    private final SyslogRecords records;
    private final SyslogFrames frames;
    private final SyslogBatch batch;
    private final Deque<Chunk> waiting = new ArrayDeque<>();

    private @Nullable InetAddress address;
    private @Nullable EventLoop loop;
    private String peer = "";
    private boolean entered;
    private boolean flushPlanned;
    private boolean paused;
    private boolean ended;

    SyslogConnection(SyslogShared shared) {
        this.shared = shared;
        this.intake = shared.intake();
        this.records = shared.newRecords();
        this.frames = new SyslogFrames(shared.config().maxFrameBytes(), this::frame);
        this.batch = shared.newBatch();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        InetAddress from = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
        address = from;
        peer = from.getHostAddress();
        loop = context.channel().eventLoop();
        entered = shared.enter(this, from);
        if (!entered) {
            ChannelFuture unused = context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (!entered) {
                return;
            }
            frames.read(in);
        } finally {
            in.release();
        }
        afterReading(context);
    }

    private void frame(byte[] bytes, int kept, long length) {
        shared.counts().receive(length == kept);
        batch.add(records.read(bytes, kept, length, peer));
        if (batch.isFull()) {
            waiting.addAll(batch.take());
        }
    }

    private void afterReading(ChannelHandlerContext context) {
        handOn(context);
        if (!batch.isEmpty() && !flushPlanned) {
            flushPlanned = true;
            var unused = context.executor().schedule(() -> flush(context), FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flush(ChannelHandlerContext context) {
        flushPlanned = false;
        waiting.addAll(batch.take());
        handOn(context);
    }

    private void handOn(ChannelHandlerContext context) {
        while (!paused && !waiting.isEmpty()) {
            Chunk chunk = waiting.getFirst();
            CompletableFuture<Void> safe = intake.offer(chunk).orElse(null);
            if (safe == null) {
                pause(context);
            } else {
                waiting.removeFirst();
                shared.loseUnlessSafe(safe, chunk);
            }
        }
        if (ended && waiting.isEmpty() && batch.isEmpty()) {
            leave();
        }
    }

    private void pause(ChannelHandlerContext context) {
        paused = true;
        context.channel().config().setAutoRead(false);
        intake.whenRoom(() -> {
            try {
                var unused = context.executor().schedule(() -> goOn(context), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("{} waits for room no longer, as all is closed", peer, e);
            }
        });
    }

    private void goOn(ChannelHandlerContext context) {
        paused = false;
        handOn(context);
        if (!paused) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void leave() {
        if (entered && address != null) {
            entered = false;
            shared.leave(this, address);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (entered) {
            frames.end();
            ended = true;
            flush(context);
        }
        super.channelInactive(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent && !paused) {
            ChannelFuture unused = context.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            LOG.debug("no TLS with {}", peer, handshake.cause());
        }
        super.userEventTriggered(context, event);
    }

    /** A connection that breaks, or bytes that are no TLS, are its sender's loss alone. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("closing the connection of {}", peer, cause);
        } else {
            LOG.error("closing the connection of {}", peer, cause);
        }
        ChannelFuture unused = context.close();
    }

    /** For the end of all: nothing can wait any longer. */
    void giveUp() {
        if (loop != null) {
            loop.submit(this::loseAll).awaitUninterruptibly();
        }
    }

    private void loseAll() {
        waiting.addAll(batch.take());
        waiting.forEach(shared::lose);
        waiting.clear();
        leave();
    }
}
