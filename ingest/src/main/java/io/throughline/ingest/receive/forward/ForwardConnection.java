package io.throughline.ingest.receive.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.throughline.core.model.Origin;
import io.throughline.ingest.receive.peers.MemoryBudget;
import io.throughline.ingest.receive.peers.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sender's connection: frames in, acknowledgements out once the intake has the records safe. While the intake has no room nothing
 * is read, and the sender waits as TCP has it. Whatever is wrong ends this connection and no other. All on its channel's thread.
 */
final class ForwardConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardConnection.class);

    private static final int MAX_HOST_CHARS = 255;
    private static final Duration BETWEEN_HUNGERS = Duration.ofMillis(50);
    /** For an answer that says why to go out. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ForwardReceiver receiver;
    private final ForwardConfig.Limits limits;
    private final @Nullable Handshake handshake;
    private final FrameBuffer buffer;
    private final Batch batch = new Batch();
    private final Watch watch;

    private @Nullable Handover handover;
    private @Nullable InetAddress peer;
    private String peerName = "?";
    private Origin origin = Origin.ofHost("?");
    private @Nullable ScheduledFuture<?> watching;
    private boolean entered;
    private boolean open;
    private boolean failed;

    /** What was read and is not in the buffer yet, for want of memory. */
    private final Deque<ByteBuf> unread = new ArrayDeque<>();

    private MemoryBudget.@Nullable Account memory;
    /** Whether there is no memory for what comes next. */
    private boolean starved;

    private @Nullable Frame held;
    /** Of the frame that the buffer begins with; 0 where that is not known. */
    private int wholeBytes;

    /** @param handshake null: everyone may send */
    ForwardConnection(ForwardReceiver receiver, @Nullable Handshake handshake) {
        this.receiver = receiver;
        this.limits = receiver.config().limits();
        this.handshake = handshake;
        this.buffer = new FrameBuffer(handshake == null ? limits.frameBytes() : Handshake.MAX_BYTES);
        this.watch = new Watch(limits, System::nanoTime);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        InetAddress address = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
        peer = address;
        peerName = address.getHostAddress();
        origin = Origin.ofHost(peerName);
        String refusal = receiver.connections().enter(address);
        if (refusal != null) {
            fail(context, "refused, as " + refusal);
            return;
        }
        entered = true;
        receiver.opened(context.channel());
        long everyMillis = watch.every().toMillis();
        watching = context.executor()
                .scheduleWithFixedDelay(() -> look(context), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        if (receiver.config().tls() == null) {
            begin(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                begin(context);
            } else {
                fail(context, noTls(tls.cause()));
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (failed) {
            in.release();
            return;
        }
        unread.add(in);
        watch.read();
        process(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        watch.unread(!context.channel().isWritable());
        process(context);
        context.fireChannelWritabilityChanged();
    }

    /** What came before the end is handed in still: a sender that wants no acknowledgement sends nothing twice. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (watching != null) {
            watching.cancel(false);
        }
        if (entered && peer != null) {
            entered = false;
            receiver.connections().leave(peer);
        }
        end(context);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // The network's own failures: the sender is gone, and comes again if it has more.
            LOG.debug("connection of {} broke", peerName, cause);
            var unused = context.close();
            return;
        }
        if (cause.getCause() instanceof IOException tls) {
            fail(context, noTls(tls));
            return;
        }
        LOG.error("This must not happen; the connection of {} is closed", peerName, cause);
        fail(context, "closed after an error of the receiver");
    }

    /** Netty's message for something other than TLS has all the bytes in it. */
    private static String noTls(Throwable cause) {
        return cause instanceof NotSslRecordException ? "something other than TLS" : "no TLS: " + cause.getMessage();
    }

    private void begin(ChannelHandlerContext context) {
        if (handshake == null) {
            open();
        } else {
            write(context, handshake.helo());
        }
    }

    private void open() {
        open = true;
        watch.opened();
        buffer.maxFrameBytes(limits.frameBytes());
    }

    /** Handles the frames that are whole, as long as there is room. */
    private void process(ChannelHandlerContext context) {
        if (failed) {
            return;
        }
        try {
            boolean more = true;
            while (more && !failed && !paused(context)) {
                more = (open ? step(context) : shakeHands(context)) || (!paused(context) && takeIn(context));
            }
        } catch (NoMemoryException e) {
            starve(context);
        } catch (IOException e) {
            fail(context, String.valueOf(e.getMessage()));
            return;
        }
        settle();
        watch.frame(!buffer.isEmpty() || !unread.isEmpty());
        resume(context);
        end(context);
    }

    /** @return false: there is nothing more, or no memory for it */
    private boolean takeIn(ChannelHandlerContext context) throws ForwardException {
        ByteBuf in = unread.peek();
        if (in == null) {
            return false;
        }
        int capacity = buffer.capacityWith(in.readableBytes());
        // While the bytes are copied both arrays are there.
        if (capacity != buffer.capacity() && !memory().take(capacity)) {
            if (!memory().fits(capacity)) {
                throw new ForwardException("a frame that takes more memory than one address may have (receive.memory)");
            }
            starve(context);
            return false;
        }
        buffer.add(in);
        unread.remove().release();
        settle();
        return true;
    }

    /** Reads nothing until there may be memory again. The time that this takes counts: who holds memory waits in vain, too. */
    private void starve(ChannelHandlerContext context) {
        starved = true;
        Runnable again = () -> {
            starved = false;
            process(context);
        };
        var unused = context.executor().schedule(again, BETWEEN_HUNGERS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where the sender has ended the connection, and all it sent was handed in: lets the rest go, which is no whole frame. */
    private void end(ChannelHandlerContext context) {
        if (context.channel().isActive() || paused(context)) {
            return;
        }
        if (!buffer.isEmpty()) {
            receiver.complaints().tell(peerName, "ended its connection within a frame");
        }
        discard();
    }

    /** @return false: the sender's proof is not whole yet */
    private boolean shakeHands(ChannelHandlerContext context) throws IOException {
        int end = handshake == null ? -1 : buffer.frameEnd();
        if (end < 0 || handshake == null) {
            return false;
        }
        Handshake.Answer answer = handshake.answer(buffer.bytes(), buffer.start(), end);
        buffer.consume(end);
        write(context, answer.pong());
        if (!answer.accepted()) {
            throw new ForwardException("not let in: " + answer.reason());
        }
        String host = Names.clean(answer.host(), MAX_HOST_CHARS);
        if (!host.isBlank()) {
            origin = Origin.ofHost(host);
        }
        open();
        return true;
    }

    /** @return false: nothing more can be done now */
    private boolean step(ChannelHandlerContext context) throws IOException {
        Frame frame = held;
        if (frame == null) {
            if (wholeBytes == 0) {
                int end = buffer.frameEnd();
                if (end < 0) {
                    flush(context);
                    return false;
                }
                wholeBytes = end - buffer.start();
            }
            int end = buffer.start() + wholeBytes;
            frame = receiver.reader(context.channel().eventLoop())
                    .read(buffer.bytes(), buffer.start(), end, new FrameMemory(memory()));
            if (frame == null) {
                consume();
                return true;
            }
        }
        if (!batch.isEmpty() && !batch.accepts(frame)) {
            held = frame;
            return flush(context);
        }
        held = null;
        Frame.ChunkName name = frame.chunk();
        if (name == null) {
            batch.add(frame, buffer.bytes(), buffer.start(), buffer.start() + wholeBytes);
        }
        consume();
        if (name == null) {
            return true;
        }
        boolean taken = handover(context).offer(Chunks.named(frame, name, origin), name);
        settle();
        return taken;
    }

    /** Lets the frame go that the buffer begins with. */
    private void consume() {
        buffer.consume(buffer.start() + wholeBytes);
        wholeBytes = 0;
        watch.frame(false);
        settle();
    }

    /** @return false: the intake has no room */
    private boolean flush(ChannelHandlerContext context) {
        return batch.isEmpty() || handover(context).offer(batch.take(receiver.chunks(), origin), null);
    }

    /** The intake's side, told of what becomes of the chunks. */
    private final class Answers implements Handover.Sender {
        private final ChannelHandlerContext context;

        private Answers(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void acknowledge(Frame.ChunkName name) {
            if (!failed) {
                write(
                        context,
                        new Reply().map(1).text("ack").packed(name.packed()).bytes());
            }
        }

        @Override
        public void goOn() {
            process(context);
        }

        @Override
        public void fail(String problem) {
            ForwardConnection.this.fail(context, problem);
        }
    }

    private Handover handover(ChannelHandlerContext context) {
        if (handover == null) {
            handover = new Handover(receiver, context.executor(), new Answers(context));
        }
        return handover;
    }

    private boolean paused(ChannelHandlerContext context) {
        return starved || waits(context);
    }

    /** Whether this side, or the sender who reads no answers, has to do something first. */
    private boolean waits(ChannelHandlerContext context) {
        boolean answersUnread =
                context.channel().isActive() && !context.channel().isWritable();
        return handover(context).full() || answersUnread || receiver.stopping();
    }

    /** Reads on, or reads no more. */
    private void resume(ChannelHandlerContext context) {
        if (failed) {
            return;
        }
        boolean paused = paused(context);
        if (context.channel().config().isAutoRead() == paused) {
            context.channel().config().setAutoRead(!paused);
        }
        watch.paused(waits(context));
    }

    private void look(ChannelHandlerContext context) {
        String late = watch.late(handover(context).awaiting());
        if (late != null) {
            fail(context, late);
        } else if (receiver.stopping()) {
            resume(context);
        }
    }

    /** Counts what this connection keeps, and what it takes no longer. */
    private void settle() {
        long heldBytes = held == null ? 0 : held.bytes();
        long waiting = handover == null ? 0 : handover.waitingBytes();
        memory().keep(buffer.capacity() + batch.bytes() + heldBytes + waiting);
    }

    private MemoryBudget.Account memory() {
        if (memory == null) {
            memory = receiver.memory().open(peerName);
        }
        return memory;
    }

    private void fail(ChannelHandlerContext context, String problem) {
        if (failed) {
            return;
        }
        failed = true;
        receiver.complaints().tell(peerName, problem);
        discard();
        context.channel().config().setAutoRead(false);
        // Behind what is written already, such as a PONG that says why; but a sender that reads nothing does not hold
        // this up.
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        Runnable close = () -> {
            var unused = context.close();
        };
        var unused = context.executor().schedule(close, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void discard() {
        buffer.clear();
        batch.clear();
        while (!unread.isEmpty()) {
            unread.remove().release();
        }
        if (handover != null) {
            handover.discard();
        }
        held = null;
        settle();
    }

    private void write(ChannelHandlerContext context, byte[] bytes) {
        var unused = context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }
}
