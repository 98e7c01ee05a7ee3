package io.throughline.ingest.receive.http.web;

import java.time.Duration;

/**
 * How much one HTTP receiver takes.
 *
 * @param maxRequestBytes longest body as it was sent
 * @param maxBodyBytes longest body after decompression; also how long all records made of it may be together
 * @param maxRecords records of one request
 * @param maxDepth how deep the JSON of a record may be nested
 * @param maxRequests requests at once, from the last byte of the body until the answer; more wait a second and are then refused
 * @param readWithin how long a body may take to arrive
 * @param maxConnections at once
 * @param maxConnectionsOfPeer at once, from one address
 * @param headersWithin how long a request's headers may take to arrive
 * @param idle how long a connection may stand still, also within a body or an answer
 * @param answerWithin how long a request waits until its records are safe
 */
public record ReceiveLimits(
        int maxRequestBytes,
        int maxBodyBytes,
        int maxRecords,
        int maxDepth,
        int maxRequests,
        int maxConnections,
        int maxConnectionsOfPeer,
        Duration headersWithin,
        Duration idle,
        Duration readWithin,
        Duration answerWithin) {}
