package dev.palate.importing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** The imports' rows. */
interface ImportRows extends Repository<ImportEntity, UUID> {

    ImportEntity save(ImportEntity row);

    Optional<ImportEntity> findById(UUID id);

    Optional<ImportEntity> findByIdempotencyKey(String key);

    List<ImportEntity> findByIdIn(Collection<UUID> ids);

    Page<ImportEntity> findAll(Pageable page);
}
