namespace Enrollment.Intake.Facts;

/// <summary>
/// What the receiver knows: its clock, the organization's time zone, and the id the message has where the body gives none.
/// </summary>
internal sealed record ParseContext(DateTimeOffset Now, TimeZoneInfo Zone, string? MessageId)
{
    // Publishers' clocks are a little ahead of ours now and then.
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public bool LiesAhead(DateTimeOffset occurredAt) => occurredAt - Now > MostAhead;
}
