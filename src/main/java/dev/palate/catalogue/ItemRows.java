package dev.palate.catalogue;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The table {@code items}, one row at a time. */
interface ItemRows extends Repository<ItemEntity, Integer> {

    Optional<ItemEntity> findByExternalId(String externalId);

    ItemEntity saveAndFlush(ItemEntity row);

    void delete(ItemEntity row);

    void flush();
}
