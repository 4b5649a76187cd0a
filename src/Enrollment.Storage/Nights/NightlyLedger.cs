namespace Enrollment.Storage.Nights;

/// <summary>
/// The one document about all runs. It changes with the start and the end of every run, in the saga's transaction: two starts at once meet
/// in its revision, so that dates are run in order and one at a time.
/// </summary>
public sealed class NightlyLedger
{
    public const string TheId = "nightly";

    public string Id { get; init; } = TheId;

    public int Version { get; set; }

    /// <summary>Nights due before this instant, the first start of the deployment, are nobody's.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The latest date that was started.</summary>
    public DateOnly? LastDate { get; set; }

    /// <summary>The date whose run is not finished; null for none.</summary>
    public DateOnly? Unfinished { get; set; }

    /// <summary>The date an operator asked for, until a run of it or of a later one begins; null for none.</summary>
    public DateOnly? Requested { get; set; }

    /// <summary>The date up to which every enrollment is rolled over: that of the last run which is finished.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateOnly RolledOverTo => (Unfinished is null ? LastDate : LastDate?.AddDays(-1)) ?? DateOnly.MinValue;

    public void Start(DateOnly date) => (LastDate, Unfinished, Requested) = (date, date, Requested > date ? Requested : null);

    public void Finish() => Unfinished = null;
}
