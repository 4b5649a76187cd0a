namespace Enrollment.Queries.Wording.Decisions;

/// <summary>What becomes of a decision that was sent, and when it takes effect.</summary>
public static class OutcomeText
{
    public const string NoPeriodChanged = "No period changes by it now.";

    public static string ComesIntoForce(DateOnly from) => $"The exemption comes into force with the night of {ValueText.Date(from)}.";

    public static string EvaluatedAgain(DateOnly night) =>
        $"The night of {ValueText.Date(night)} evaluates the rules for the learner again.";

    public static string CarriedOut(DateOnly night) => $"The night of {ValueText.Date(night)} carries out the retraining.";

    /// <summary>Whom an order of retraining concerns.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="audience">The number of learners in its audience.</param>
    /// <param name="concerned">Those of them for whom a rule for the activity matches.</param>
    /// <param name="night">The night that carries the order out.</param>
    public static string Concerns(string activity, long audience, long concerned, DateOnly night) =>
        $"The retraining in {activity} concerns {ValueText.Count(concerned, "learner")}: the audience has "
        + $"{ValueText.Count(audience, "learner")}, and a rule for the activity matches {ValueText.Count(concerned)} of them "
        + $"on {ValueText.Date(night)}.";

    /// <summary>Neither an event nor a dead letter has the message's id yet.</summary>
    public static string Pending(string messageId, int seconds) =>
        $"Nothing has become of the message {messageId} within {ValueText.Count(seconds, "second")}. "
        + "It is on the broker, and a worker records it when it can.";

    /// <summary>The message became a dead letter.</summary>
    public static string Refused(string messageId, string reason) =>
        $"The message {messageId} became a dead letter: {ValueText.Clause(reason)}.";
}
