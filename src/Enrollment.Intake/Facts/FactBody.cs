using System.Text.Json;
using Enrollment.Intake.Json;

namespace Enrollment.Intake.Facts;

/// <summary>The members of a fact, with those read that every fact has.</summary>
internal sealed class FactBody
{
    private readonly DateTimeOffset? occurredAt;
    private readonly Receipt receipt;

    public FactBody(ObjectReader members, Receipt receipt)
    {
        (Members, this.receipt) = (members, receipt);
        MessageId = ReadMessageId();
        occurredAt = members.Required("occurredAt").Instant();
        if (occurredAt is { } instant && receipt.LiesAhead(instant))
            members.Refuse(
                "occurredAt",
                $"is {instant:yyyy-MM-ddTHH:mm:ssZ}; "
                    + $"expected at most five minutes after now, {receipt.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"
            );
    }

    public ObjectReader Members { get; }

    public string MessageId { get; }

    public DateTimeOffset OccurredAt => occurredAt.GetValueOrDefault();

    /// <summary>The business date on which the fact occurred, where that could be read.</summary>
    public DateOnly? BusinessDate => occurredAt is { } instant ? Dates.BusinessDate(instant, receipt.Zone) : null;

    private string ReadMessageId()
    {
        // The contract's own record writes an empty id where its author left the id to the transport.
        var isGiven = Members.Has("messageId") && !(receipt.MessageId is not null && IsEmpty("messageId"));
        if (isGiven || receipt.MessageId is null)
            return Members.Required("messageId").Id() ?? "";
        foreach (var flaw in Texts.FlawsOfId(receipt.MessageId))
            Members.Refuse("messageId", $"is missing, and the transport's message id {flaw}");
        return receipt.MessageId;
    }

    private bool IsEmpty(string name) => Members.Element(name) is { ValueKind: JsonValueKind.String } text && text.ValueEquals("");
}
