package io.throughline.stream.health;

import io.throughline.core.health.Account;
import io.throughline.core.model.Evidence;
import java.util.Map;

/**
 * What a service answers for in one bucket of a window's flows.
 *
 * @param slice the window's last
 * @param bucket of the flows
 * @param places of the records that the account names
 */
record AccountPart(Track track, long slice, int bucket, Account account, Map<String, Evidence> places) {}
