using Enrollment.Queries.Wording.Findings;
using static Enrollment.Worker.Tests.Wording.Samples;

namespace Enrollment.Worker.Tests.Wording;

/// <summary>What a verification of the record or of an export can find.</summary>
internal static class FindingExamples
{
    public static IEnumerable<Example> All() => [.. InChain(), .. InStreams(), .. InReadModels(), .. Results(), .. InExport()];

    private static IEnumerable<Example> InChain() =>
        [
            Example.Of("finding in the chain", () => ChainFindingText.Changed(7)),
            Example.Of("finding in the chain", () => ChainFindingText.Changed(7, "enrollment/safety/u0042", 3)),
            Example.Of("finding in the chain", () => ChainFindingText.Deleted(7, 6)),
            Example.Of("finding in the chain", () => ChainFindingText.Inserted("period_planned", 7)),
            Example.Of("finding in the chain", () => ChainFindingText.OtherName(6, "enrollment/safety/u0042", 3)),
            Example.Of("finding in the chain", () => ChainFindingText.OtherPosition(6, 8)),
            Example.Of("finding in the chain", () => ChainFindingText.NotFollowing(6)),
            Example.Of("finding in the chain", () => ChainFindingText.CutOff(Instant, 1200, 7)),
            Example.Of("finding in the chain", () => ChainFindingText.OtherDigest(Instant, 6, "0a6f", "77de")),
        ];

    private static IEnumerable<Example> InStreams() =>
        [
            Example.Of("finding in a stream", () => FindingText.NoHead(3)),
            Example.Of("finding in a stream", () => FindingText.VersionGap(3, 1, 4)),
            Example.Of("finding in a stream", () => FindingText.OtherHead(3, 4)),
        ];

    private static IEnumerable<Example> InReadModels() =>
        [
            Example.Of("finding in a read model", () => FindingText.GroupOnlyInTable("warehouse")),
            Example.Of("finding in a read model", () => FindingText.GroupNotInTable("warehouse")),
            Example.Of("finding in a read model", () => FindingText.Unreadable(FindingText.OtherKind("NightStarted", "EnrollmentEvent"))),
            Example.Of("finding in a read model", () => FindingText.NoModel("Unknown kind of enrollment event.")),
            Example.Of("finding in a read model", () => FindingText.OtherRow(null, "EnrollmentRow { … }")),
            Example.Of("finding in a read model", () => FindingText.OtherRow("EnrollmentRow { … }", "EnrollmentRow { … }")),
            Example.Of("finding in a read model", () => FindingText.OtherLearner(null, "LearnerContent { … }")),
            Example.Of("finding in a read model", () => FindingText.OtherLearner("LearnerContent { … }", "LearnerContent { … }")),
            Example.Of("finding in a read model", () => FindingText.OtherRule(null, 2)),
            Example.Of("finding in a read model", () => FindingText.OtherRule(1, 2)),
            Example.Of("finding in a read model", () => FindingText.OtherRule(2, 2)),
            Example.Of("finding in a read model", () => FindingText.OtherOrder(true)),
            Example.Of("finding in a read model", () => FindingText.OtherOrder(false)),
            Example.Of("finding in a read model", () => FindingText.DateMissing(new DateOnly(2026, 5, 20))),
            Example.Of("finding in a read model", () => FindingText.CountedActivityMissing("first-aid")),
        ];

    private static IEnumerable<Example> Results() =>
        [
            Example.Of("verification", () => VerificationText.Progress(VerificationText.Chain, 1)),
            Example.Of("verification", () => VerificationText.Counts(1200, 300, 1198, 2)),
            Example.Of("verification", () => VerificationText.Proven(1100, 100)),
        ];

    private static IEnumerable<Example> InExport() =>
        [
            Example.Of("verification of an export", () => VerificationText.ExportUnchanged("audit-u0042")),
            Example.Of("verification of an export", () => VerificationText.ExportNotSigned("manifest.json")),
            Example.Of("verification of an export", () => VerificationText.ExportMissing("events.csv")),
            Example.Of("verification of an export", () => VerificationText.ExportChanged("events.csv", "0a6f", "77de")),
            Example.Of("verification of an export", () => VerificationText.ExportAdded("more.txt")),
        ];
}
