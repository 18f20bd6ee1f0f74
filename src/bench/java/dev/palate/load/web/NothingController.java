package dev.palate.load.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Returns the JSON of a file from memory. */
@RestController
@ConditionalOnProperty("load.answer")
class NothingController {

    private final byte[] answer;
    private final Map<?, ?> tree;

    NothingController(@Value("${load.answer}") Path file) throws IOException {
        this.answer = Files.readAllBytes(file);
        this.tree = new JsonMapper().readValue(answer, Map.class);
    }

    @GetMapping("/users/{userId}/nothing")
    ResponseEntity<byte[]> nothing() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    /** The same JSON, serialised for each request. */
    @GetMapping("/users/{userId}/nothing/written")
    Map<?, ?> written() {
        return tree;
    }
}
