package dev.palate.importing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The table {@code imports}; uses Spring Data JPA because an import has an identity and is read one at a time or in pages. */
interface ImportRows extends Repository<ImportEntity, UUID> {

    ImportEntity saveAndFlush(ImportEntity row);

    Optional<ImportEntity> findById(UUID id);

    List<ImportEntity> findByIdIn(Collection<UUID> ids);
}
