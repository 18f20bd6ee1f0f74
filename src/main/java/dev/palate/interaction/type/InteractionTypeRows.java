package dev.palate.interaction.type;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table {@code interaction_types}, where a type without a name is deleted, and the revision of all types. */
interface InteractionTypeRows extends Repository<InteractionTypeEntity, Short> {

    @NativeQuery("select * from interaction_types where name is not null order by name")
    List<InteractionTypeEntity> findAllByName();

    Optional<InteractionTypeEntity> findByName(String name);

    boolean existsByName(String name);

    /** Does not load the entity: another transaction may change the row before the caller locks the revision. */
    @NativeQuery("select id from interaction_types where name = ?1")
    Optional<Short> findIdByName(String name);

    @NativeQuery("select id from interaction_types where name is null order by id")
    List<Short> findDeletedIds();

    /** A deleted type; until the caller's transaction ends, no other one erases its interactions. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<InteractionTypeEntity> findByIdAndNameIsNull(short id);

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

    /** In this transaction PostgreSQL searches interactions of a type with the index, however many it expects. */
    @Modifying
    @Query(value = "set local enable_seqscan = off", nativeQuery = true)
    void requireIndexLookups();

    @NativeQuery("select exists (select from interactions where type_id = ?1)")
    boolean isInUse(short typeId);
}
