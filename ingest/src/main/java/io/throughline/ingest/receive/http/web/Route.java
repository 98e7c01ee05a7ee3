package io.throughline.ingest.receive.http.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One method of one path.
 *
 * @param path as Javalin writes it, {@code /{tag}}; of two that fit, the one named first answers
 */
public record Route(HandlerType method, String path, Handler handler) {}
