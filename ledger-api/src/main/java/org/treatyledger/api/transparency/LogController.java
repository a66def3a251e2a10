package org.treatyledger.api.transparency;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;

/** The verifiable log over HTTP, for anybody (contract, section 6; C2SP tlog-tiles and tlog-proof). */
@RestController
@RequestMapping("/log")
final class LogController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final PublicLog log;
    private final CheckpointPublisher publisher;

    LogController(PublicLog log, CheckpointPublisher publisher) {
        this.log = log;
        this.publisher = publisher;
    }

    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        var published = log.checkpoint();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .eTag(Hash.ofLeaf(published.note().toString().getBytes(StandardCharsets.UTF_8))
                        .toString())
                .body(published.note().toString());
    }

    @GetMapping("/key")
    ResponseEntity<String> key() {
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .body(publisher.keys().stream().map(key -> key + "\n").collect(Collectors.joining()));
    }

    @GetMapping("/tile/entries/{*path}")
    ResponseEntity<byte[]> entries(@PathVariable String path) {
        return served(Tile.parse(0, below(path)), log::bundle, "entries" + path);
    }

    @GetMapping("/tile/{level:\\d{1,2}}/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String level, @PathVariable String path) {
        var number = Integer.parseInt(level);
        return served(
                Integer.toString(number).equals(level) ? Tile.parse(number, below(path)) : Optional.empty(),
                log::tile,
                level + path);
    }

    /** What stands below the prefix: nothing, or a slash and more. */
    private static String below(String path) {
        return path.isEmpty() ? path : path.substring(1);
    }

    private static ResponseEntity<byte[]> served(
            Optional<Tile> tile, Function<Tile, Optional<byte[]>> bytes, String name) {
        return tile.flatMap(bytes)
                .map(body -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .cacheControl(FOR_EVER)
                        .body(body))
                .orElseThrow(() -> Problem.of(404, "unknown-tile", "The log has no tile " + name + ".")
                        .remedy(
                                "The checkpoint says how far the log goes; a path is written as in c2sp.org/tlog-tiles.")
                        .asException());
    }

    @GetMapping("/proof/inclusion")
    Map<String, Object> inclusion(
            @RequestParam(required = false) @Nullable String position,
            @RequestParam(required = false) @Nullable String size) {
        var wanted = size == null ? log.size() : covered("size", number("size", size));
        var index = number("position", position);
        if (index >= wanted) {
            throw beyond("position", index, wanted);
        }
        var proof = log.inclusion(index, wanted);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("position", index);
        answer.put("size", wanted);
        answer.put("leafHash", base64(Hash.ofLeaf(log.entry(index))));
        answer.put("rootHash", base64(log.root(wanted)));
        answer.put("proof", base64(proof.hashes()));
        return answer;
    }

    @GetMapping("/proof/consistency")
    Map<String, Object> consistency(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        var newer = to == null ? log.size() : covered("to", number("to", to));
        var older = number("from", from);
        if (older > newer) {
            throw Problem.of(
                            400,
                            "malformed-parameter",
                            "A log of " + older + " entries does not grow to " + newer + ".")
                    .field("from")
                    .remedy("Give the older size as from.")
                    .asException();
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("from", older);
        answer.put("to", newer);
        answer.put("fromRootHash", base64(log.root(older)));
        answer.put("toRootHash", base64(log.root(newer)));
        answer.put("proof", base64(log.consistency(older, newer).hashes()));
        return answer;
    }

    @GetMapping("/receipt/{position}")
    ResponseEntity<String> receipt(@PathVariable String position) {
        var index = number("position", position);
        var published = log.checkpoint();
        if (index >= published.checkpoint().size()) {
            throw beyond("position", index, published.checkpoint().size());
        }
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noCache())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("entry-" + index + ".tlog-proof")
                                .build()
                                .toString())
                .body(log.receipt(index, published).toString());
    }

    private long covered(String field, long size) {
        var most = log.size();
        if (size > most) {
            throw Problem.of(404, "unknown-size", "The log has " + most + " entries, not " + size + ".")
                    .field(field)
                    .remedy("Use a size up to that of the checkpoint.")
                    .asException();
        }
        return size;
    }

    private static ProblemException beyond(String field, long position, long size) {
        return Problem.of(
                        404, "unknown-position", "A log of " + size + " entries has none at position " + position + ".")
                .field(field)
                .remedy("Positions count from 0.")
                .asException();
    }

    private static long number(String field, @Nullable String text) {
        return Clocks.number(field, text == null ? "" : text);
    }

    private static String base64(Hash hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(LogController::base64).toList();
    }
}
