namespace Enrollment.Domain.Rules;

/// <summary>When the rollover reminds a learner of a visible period (semantics 11).</summary>
/// <param name="DaysBeforeDue">So many days before the due date each.</param>
/// <param name="OverdueEveryDays">Every so many days after the due date; null for never.</param>
public sealed record ReminderTerms(ValueList<int> DaysBeforeDue, int? OverdueEveryDays);
