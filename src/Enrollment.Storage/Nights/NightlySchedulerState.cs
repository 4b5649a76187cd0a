using System.Text.Json.Serialization;
using Marten;

namespace Enrollment.Storage.Nights;

/// <summary>
/// The state of the nightly schedule: one document about all runs. It changes with the start and the end of every run, in the saga's
/// transaction. Of two simultaneous starts its revision refuses one, so that dates are run in order and one at a time.
/// </summary>
public sealed class NightlySchedulerState
{
    public const string DocumentId = "nightly";

    /// <summary>The state of a new deployment: no earlier version decided anything.</summary>
    public NightlySchedulerState()
        : this(Domain.Enrollments.Semantics.Version) { }

    [JsonConstructor]
    private NightlySchedulerState(int semantics = 1) => Semantics = semantics;

    public string Id { get; init; } = DocumentId;

    public int Version { get; set; }

    /// <summary>The first start of the deployment. Nights that were due before it are not run.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The latest date that was started.</summary>
    public DateOnly? LastDate { get; set; }

    /// <summary>The date whose run is not finished; null for none.</summary>
    public DateOnly? Unfinished { get; set; }

    /// <summary>The date that an operator requested, until a run of it or of a later date begins; null for none.</summary>
    public DateOnly? Requested { get; set; }

    /// <summary>The version of the semantics that the latest night was decided by. A document without it is of version 1.</summary>
    public int Semantics { get; private set; }

    /// <summary>When the first night of this version was allowed, by a preview or by an operator; null until then.</summary>
    public DateTimeOffset? UpgradeAllowedAt { get; set; }

    /// <summary>The first night of this version, where an earlier one decided before; null where none did.</summary>
    public DateOnly? AdoptedOn { get; set; }

    /// <summary>When that night began, by the machine's clock: what was recorded before was decided by an earlier version.</summary>
    public DateTimeOffset? AdoptedAt { get; set; }

    /// <summary>An earlier version decided so far, and nobody has seen yet what this one changes.</summary>
    [JsonIgnore]
    public bool WaitsForUpgrade => Semantics < Domain.Enrollments.Semantics.Version && UpgradeAllowedAt is null;

    /// <summary>
    /// Whether an earlier version decided an enrollment last, as far as is known: until the night after the first of this version begins.
    /// The first can be under way, can have failed for a learner, and can have been given up.
    /// </summary>
    [JsonIgnore]
    public bool IsUpgrading => Semantics < Domain.Enrollments.Semantics.Version || (AdoptedOn is { } first && LastDate == first);

    /// <summary>
    /// Whether the batch of the night that has begun is the first of this version of the semantics. Where that night was given up, the next
    /// one is: nothing that it adopted differs any more. A night that an earlier version began is none.
    /// </summary>
    /// <param name="last">The business date of the last finished batch.</param>
    public bool AdoptsSemanticsAfter(DateOnly? last) => AdoptedOn is { } first && !(last >= first);

    /// <summary>The same of the night that begins next.</summary>
    /// <param name="last">The business date of the last finished batch.</param>
    public bool NextAdoptsSemanticsAfter(DateOnly? last) => Semantics < Domain.Enrollments.Semantics.Version || AdoptsSemanticsAfter(last);

    /// <summary>The date of the last finished run, up to which every enrollment is rolled over.</summary>
    [JsonIgnore]
    public DateOnly RolledOverTo => (Unfinished is null ? LastDate : LastDate?.AddDays(-1)) ?? DateOnly.MinValue;

    /// <summary>Null before the first start of a deployment.</summary>
    public static Task<NightlySchedulerState?> FindAsync(IQuerySession session, CancellationToken cancellationToken) =>
        session.LoadAsync<NightlySchedulerState>(DocumentId, cancellationToken);

    /// <summary>A night begins. It is the first of this version where an earlier one decided before.</summary>
    public void Start(DateOnly date, DateTimeOffset machineNow)
    {
        (LastDate, Unfinished, Requested) = (date, date, Requested > date ? Requested : null);
        if (Semantics == Domain.Enrollments.Semantics.Version)
            return;
        (Semantics, AdoptedOn, AdoptedAt) = (Domain.Enrollments.Semantics.Version, date, machineNow);
    }

    /// <summary>No enrollment was decided by an earlier version.</summary>
    public void AdoptAtOnce() => Semantics = Domain.Enrollments.Semantics.Version;

    public void Finish() => Unfinished = null;

    /// <summary>Stores it with the next revision. If another process has stored that one, the session cannot be saved.</summary>
    public void Store(IDocumentSession session)
    {
        if (Version == 0)
            session.Insert(this);
        else
            session.UpdateRevision(this, Version + 1);
    }
}
