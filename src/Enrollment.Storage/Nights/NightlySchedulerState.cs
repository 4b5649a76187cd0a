using Marten;

namespace Enrollment.Storage.Nights;

/// <summary>
/// The state of the nightly schedule: one document about all runs. It changes with the start and the end of every run, in the saga's
/// transaction. Of two simultaneous starts its revision refuses one, so that dates are run in order and one at a time.
/// </summary>
public sealed class NightlySchedulerState
{
    public const string DocumentId = "nightly";

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

    /// <summary>The date of the last finished run, up to which every enrollment is rolled over.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateOnly RolledOverTo => (Unfinished is null ? LastDate : LastDate?.AddDays(-1)) ?? DateOnly.MinValue;

    /// <summary>Null before the first start of a deployment.</summary>
    public static Task<NightlySchedulerState?> FindAsync(IQuerySession session, CancellationToken cancellationToken) =>
        session.LoadAsync<NightlySchedulerState>(DocumentId, cancellationToken);

    public void Start(DateOnly date) => (LastDate, Unfinished, Requested) = (date, date, Requested > date ? Requested : null);

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
