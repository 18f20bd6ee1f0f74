package dev.palate;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The multipart form of an import: a file and its options. */
public final class UploadForm {

    private UploadForm() {}

    /** @param options name, value, name, value, ... */
    public static MultiValueMap<String, Object> of(String name, byte[] content, String... options) {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        for (int k = 0; k < options.length; k += 2) {
            form.add(options[k], options[k + 1]);
        }
        form.add("file", new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        return form;
    }

    public static MultiValueMap<String, Object> of(String name, String content, String... options) {
        return of(name, content.getBytes(StandardCharsets.UTF_8), options);
    }
}
