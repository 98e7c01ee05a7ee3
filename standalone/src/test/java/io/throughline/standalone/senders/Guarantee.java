package io.throughline.standalone.senders;

/** What a sender promises to whoever hands it a line, if it promises anything. */
enum Guarantee {
    /** It repeats what was not acknowledged, so that it is known again: nothing is lost, nothing is there twice. */
    ONCE,

    /** It hears no acknowledgement: what was on its way when the other end died is lost. */
    NONE
}
