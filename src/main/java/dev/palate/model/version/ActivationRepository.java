package dev.palate.model.version;

import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** The rows of the activation log. */
interface ActivationRepository extends Repository<ActivationEntity, Long> {

    ActivationEntity save(ActivationEntity entry);

    List<ActivationEntity> findByAlgorithmOrderByIdDesc(String algorithm, Pageable page);

    long countByAlgorithm(String algorithm);
}
