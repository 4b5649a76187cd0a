namespace Enrollment.Storage.Learners;

/// <summary>
/// A learner's personal data was erased on request: the one event of the stream <c>forgotten/{learner}</c> for each time it was asked for.
/// </summary>
/// <param name="By">Who carried it out: the user of the operating system.</param>
/// <param name="Reason">Who asked for it, and why, in their words; must not name the person.</param>
/// <param name="HadIdentity">Whether there was a name or an address to erase.</param>
/// <param name="ErasedMessages">How many dead letters named the learner.</param>
/// <param name="At">The organization's time of it: names and addresses told up to then are not stored any more. Null in events of earlier
/// versions: when they were recorded.</param>
public sealed record LearnerForgotten(string By, string Reason, bool HadIdentity, int ErasedMessages, DateTimeOffset? At = null);
