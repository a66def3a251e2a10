/** The log as a Kafka topic: a copy for those who follow it in processes of their own. The log stays the truth. */
@NullMarked
package org.treatyledger.api.relay;

import org.jspecify.annotations.NullMarked;
