package io.throughline.ingest.receive.peers;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;

/** Opens a port. */
public final class Listening {
    private Listening() {}

    /**
     * @param where for the message, {@code 127.0.0.1:5514 (UDP)}
     * @throws IOException the address cannot be listened on
     */
    public static Channel channel(ChannelFuture binding, String where) throws IOException {
        binding.awaitUninterruptibly();
        Throwable cause = binding.cause();
        if (cause != null) {
            throw new IOException("cannot listen on " + where + ": " + cause.getMessage(), cause);
        }
        return binding.channel();
    }
}
