package io.throughline.standalone;

import picocli.CommandLine.ExitCode;

/** Something that the person at the terminal can put right; the message is one line that says what and how. */
public final class UserException extends RuntimeException {
    private final int exitStatus;

    /** Ends the command with status 2, as for everything that is wrong before the work has begun. */
    public UserException(String message) {
        this(message, ExitCode.USAGE);
    }

    public UserException(String message, int exitStatus) {
        super(message);
        this.exitStatus = exitStatus;
    }

    public int exitStatus() {
        return exitStatus;
    }
}
