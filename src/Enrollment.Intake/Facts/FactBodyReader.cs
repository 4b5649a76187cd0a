using System.Text.Json;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>The members of a fact, with those read that every fact has.</summary>
internal sealed class FactBodyReader
{
    public const string EffectiveOn = "effectiveOn";

    private readonly DateTimeOffset? _occurredAt;
    private readonly ParseContext _receipt;

    public FactBodyReader(JsonObjectReader members, ParseContext receipt)
    {
        (Members, this._receipt) = (members, receipt);
        MessageId = ReadMessageId();
        _occurredAt = members.Required("occurredAt").Instant();
        if (_occurredAt is { } instant && receipt.LiesAhead(instant))
            members.Refuse(
                "occurredAt",
                $"is {instant:yyyy-MM-ddTHH:mm:ssZ}; "
                    + $"expected at most five minutes after now, {receipt.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
            );
    }

    public JsonObjectReader Members { get; }

    public string MessageId { get; }

    public DateTimeOffset OccurredAt => _occurredAt.GetValueOrDefault();

    /// <summary>The business date on which the fact occurred, where that could be read.</summary>
    public DateOnly? BusinessDate => _occurredAt is { } instant ? Dates.BusinessDate(instant, _receipt.Zone) : null;

    /// <summary>
    /// The date from which the fact holds, where that is later than the business date on which it occurred (semantics 13).
    /// </summary>
    public DateOnly? LaterDate() => Members.Nullable(EffectiveOn).Date() is { } date && !(date <= BusinessDate) ? date : null;

    private string ReadMessageId()
    {
        // The contract's own record writes an empty id where its author left the id to the transport.
        var isGiven = Members.Has("messageId") && !(_receipt.MessageId is not null && IsEmpty("messageId"));
        if (isGiven || _receipt.MessageId is null)
            return Members.Required("messageId").Id() ?? "";
        foreach (var flaw in TextRules.FlawsOfId(_receipt.MessageId))
            Members.Refuse("messageId", $"is missing, and the transport's message id {flaw}");
        return _receipt.MessageId;
    }

    private bool IsEmpty(string name) => Members.Element(name) is { ValueKind: JsonValueKind.String } text && text.ValueEquals("");
}
