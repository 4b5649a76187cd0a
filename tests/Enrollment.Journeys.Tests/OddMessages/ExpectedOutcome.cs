using Enrollment.Processing.Facts;
using Enrollment.Storage.DeadLetters;

namespace Enrollment.Journeys.Tests.OddMessages;

/// <summary>What must become of a sample.</summary>
/// <param name="Outcomes">Of each of its messages, as the metric names them.</param>
/// <param name="Kind">Of the one dead letter; null for none.</param>
/// <param name="Path">The path of its one problem.</param>
/// <param name="Says">Part of its problem, or of its reason.</param>
/// <param name="Events">Events in the learner's, or the rule's, stream.</param>
internal sealed record ExpectedOutcome(
    string[] Outcomes,
    DeadLetterKind? Kind = null,
    string? Path = null,
    string? Says = null,
    int Events = 0
)
{
    private static readonly ExpectedOutcome Applied = new(["applied"], Events: 1);

    public static readonly Dictionary<string, ExpectedOutcome> All = new()
    {
        ["envelope-message-id-not-a-guid"] = Applied,
        ["plain-body-masstransit-content-type"] = Applied,
        ["envelope-host-is-a-number"] = Applied,
        ["envelope-of-another-type-as-json"] = Rejected("$.messageType", "UserDeactivated"),
        ["type-property-names-another-type"] = Rejected("$properties.type", "UserDeactivated"),
        ["dotnet-default-message-id"] = Applied,
        ["130-kb-of-headers-bad-body"] = new(["rejected"], DeadLetterKind.Rejected),
        ["cloudevent-structured"] = Rejected("$", "CloudEvent"),
        ["rule-hired-after-misspelled"] = Applied,
        ["same-id-same-instant-other-body"] = new(
            ["applied", "conflict"],
            DeadLetterKind.Conflict,
            "$.messageId",
            "The first one stays",
            Events: 1
        ),
        ["rule-same-id-same-version-other-content"] = new(
            ["applied", "conflict"],
            DeadLetterKind.Conflict,
            "$.messageId",
            "The first one stays",
            Events: 1
        ),
        ["utf-8-bom"] = Applied,
        ["id-is-one-space"] = Rejected("$.userId", "visible character"),
        ["id-with-bidi-override"] = Rejected("$.userId", "U+202E"),
        ["transport-id-not-utf8"] = Rejected("$properties.message_id", "not UTF-8"),
        ["W3C-traceparent"] = Applied,
        ["forged-announcement"] = new([]),
    };

    private static ExpectedOutcome Rejected(string path, string says) => new(["rejected"], DeadLetterKind.Rejected, path, says);
}
