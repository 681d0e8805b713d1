package dev.quintet.adapters.out.memory;

import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserStore;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Predictions in a list for each tenant. */
public final class MemoryPredictionLog implements PredictionLog {

  private final UserStore users;
  private final MemoryOnce once;
  private final MemoryOutboxStore outbox;
  private final Map<TenantId, List<RecordedPrediction>> all = new HashMap<>();

  MemoryPredictionLog(UserStore users, MemoryOnce once, MemoryOutboxStore outbox) {
    this.users = users;
    this.once = once;
    this.outbox = outbox;
  }

  @Override
  public List<Answer> append(
      TenantId tenant,
      List<Prediction> predictions,
      Tier tier,
      Set<String> stores,
      List<Write> writes,
      Deadline deadline) {
    return once.together(
        writes,
        i -> {
          Prediction prediction = predictions.get(i);
          add(tenant, prediction, tier(tenant, prediction, tier, deadline), writes.get(i));
          outbox.add(
              PredictionChange.operation(tenant, prediction, stores),
              List.of(PredictionChange.of(prediction)));
        },
        deadline);
  }

  private Tier tier(TenantId tenant, Prediction prediction, Tier otherwise, Deadline deadline) {
    UserId user = prediction.user();
    return user == null
        ? otherwise
        : users
            .find(tenant, null, new UserName.Id(user), deadline)
            .map(it -> it.profile().tier())
            .orElse(otherwise);
  }

  private synchronized void add(
      TenantId tenant, Prediction prediction, Tier tier, Write write) {
    List<RecordedPrediction> own = all.computeIfAbsent(tenant, id -> new ArrayList<>());
    own.add(new RecordedPrediction(prediction, tier, own.size() + 1L, write.at()));
  }

  @Override
  public synchronized List<RecordedPrediction> latest(
      Viewer viewer, Collection<Prediction.Key> keys, Deadline deadline) {
    MemoryFailures.check(deadline);
    Map<Prediction.Key, RecordedPrediction> found = new HashMap<>();
    all.getOrDefault(viewer.tenant(), List.of()).stream()
        .filter(it -> viewer.user() == null || viewer.user().equals(it.prediction().user()))
        .filter(it -> keys.contains(it.prediction().about()))
        .sorted(RecordedPrediction.ORDER)
        .forEach(it -> found.put(it.prediction().about(), it));
    return List.copyOf(found.values());
  }

  @Override
  public synchronized List<RecordedPrediction> find(
      TenantId tenant, Collection<PredictionId> ids, Deadline deadline) {
    MemoryFailures.check(deadline);
    return all.getOrDefault(tenant, List.of()).stream()
        .filter(it -> ids.contains(it.prediction().id()))
        .toList();
  }
}
