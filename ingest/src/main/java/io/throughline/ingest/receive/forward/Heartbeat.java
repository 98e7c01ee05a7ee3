package io.throughline.ingest.receive.forward;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a sender that asks by UDP whether this receiver is alive: one byte for whatever was asked, so no more than was sent. */
final class Heartbeat extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        if (packet.content().isReadable()) {
            var unused =
                    context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(new byte[1]), packet.sender()));
        }
    }

    /** One datagram's failure, such as an address that cannot be reached, is not the next one's. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a heartbeat could not be answered", cause);
    }
}
