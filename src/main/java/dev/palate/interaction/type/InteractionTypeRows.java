package dev.palate.interaction.type;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table {@code interaction_types} and the revision of all types. */
interface InteractionTypeRows extends Repository<InteractionTypeEntity, Short> {

    List<InteractionTypeEntity> findAllByOrderByName();

    Optional<InteractionTypeEntity> findByName(String name);

    InteractionTypeEntity saveAndFlush(InteractionTypeEntity row);

    void delete(InteractionTypeEntity row);

    void flush();

    @NativeQuery("select revision from interaction_type_revision")
    long revision();

    /** Until the caller's transaction ends, no other one changes a type. */
    @NativeQuery("select revision from interaction_type_revision for update")
    long lockRevision();

    @Modifying
    @Query(value = "update interaction_type_revision set revision = revision + 1", nativeQuery = true)
    void nextRevision();

    @NativeQuery("select exists (select from interactions where type_id = ?1)")
    boolean isInUse(short typeId);
}
