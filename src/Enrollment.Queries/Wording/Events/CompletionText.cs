using Enrollment.Domain;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Queries.Wording.Events;

/// <summary>A completion, of the activity or of another one that a rule counts for it, and its revocation.</summary>
internal static class CompletionText
{
    public static string What(CompletionRecorded completion) =>
        $"{Completion(completion.Of, completion.CompletedOn)}: {completion.Outcome}";

    public static string What(CompletionRevoked revoked) =>
        $"{Completion(revoked.Of, revoked.CompletedOn)} revoked{(revoked.LeftOut ? "" : ": there was none to leave out")}";

    public static IEnumerable<string> Why(CompletionRecorded completion)
    {
        if (completion.Of is { } other)
            yield return $"the rule counts completions of {other} for this activity";
        if (completion.SentFor is { } sent)
            yield return $"sent with the date {ValueText.Date(sent)}, which was the next day for the organization";
        if (completion.HandledOn != completion.CompletedOn)
            yield return $"received on {ValueText.Date(completion.HandledOn)}; it counts from the day of the completion";
        foreach (var order in completion.OrdersFromHandling ?? [])
            yield return $"the order of retraining {order} takes effect by it: a due date that has passed becomes "
                + ValueText.Date(completion.HandledOn.AddDays(completion.MinimumDaysToComplete));
    }

    private static string Completion(ActivityId? other, DateOnly on) =>
        other is null ? $"Completion of {ValueText.Date(on)}" : $"Completion of {other} on {ValueText.Date(on)}";
}
