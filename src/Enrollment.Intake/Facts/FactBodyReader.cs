using System.Text.Json;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>The members of a fact. Those that every fact has are read.</summary>
internal sealed class FactBodyReader
{
    public const string EffectiveOn = "effectiveOn";

    private readonly DateTimeOffset? _occurredAt;
    private readonly ParseContext _context;

    public FactBodyReader(JsonObjectReader members, ParseContext context)
    {
        (Members, _context) = (members, context);
        MessageId = ReadMessageId();
        _occurredAt = members.Required("occurredAt").Instant();
        if (_occurredAt is { } instant && context.IsInFuture(instant))
            members.Refuse(
                "occurredAt",
                $"is {instant:yyyy-MM-ddTHH:mm:ssZ}; "
                    + $"expected at most five minutes after now, {context.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
            );
    }

    public JsonObjectReader Members { get; }

    public string MessageId { get; }

    public DateTimeOffset OccurredAt => _occurredAt.GetValueOrDefault();

    /// <summary>The business date on which the fact occurred; null if it cannot be read.</summary>
    public DateOnly? BusinessDate => _occurredAt is { } instant ? Dates.BusinessDate(instant, _context.Zone) : null;

    /// <summary>
    /// The date from which the fact holds, where that is later than the business date on which it occurred (semantics 13).
    /// </summary>
    public DateOnly? LaterDate() => Members.Nullable(EffectiveOn).Date() is { } date && !(date <= BusinessDate) ? date : null;

    private string ReadMessageId()
    {
        // The contract's record writes an empty id if the publisher sets only the transport's id.
        var isGiven = Members.Has("messageId") && !(_context.MessageId is not null && IsEmpty("messageId"));
        if (isGiven || _context.MessageId is null)
            return Members.Required("messageId").Id() ?? "";
        foreach (var flaw in TextRules.FlawsOfId(_context.MessageId))
            Members.Refuse("messageId", $"is missing, and the transport's message id {flaw}");
        return _context.MessageId;
    }

    private bool IsEmpty(string name) => Members.Element(name) is { ValueKind: JsonValueKind.String } text && text.ValueEquals("");
}

/// <summary>
/// The receiver's clock, the organization's time zone, and the message id for a body without one.
/// </summary>
internal sealed record ParseContext(DateTimeOffset Now, TimeZoneInfo Zone, string? MessageId)
{
    // Publishers' clocks may be slightly ahead.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    public bool IsInFuture(DateTimeOffset occurredAt) => occurredAt - Now > MaxAhead;
}
