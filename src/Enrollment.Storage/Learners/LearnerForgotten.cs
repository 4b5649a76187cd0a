namespace Enrollment.Storage.Learners;

/// <summary>
/// A learner's personal data was erased on request. The stream <c>forgotten/{learner}</c> has one event for each request.
/// </summary>
/// <param name="By">The operating system's user who ran the command.</param>
/// <param name="Reason">Who requested it, and why. It must not name the person.</param>
/// <param name="HadIdentity">Whether there was a name or an address to erase.</param>
/// <param name="ErasedMessages">How many dead letters mentioned the learner.</param>
/// <param name="At">The organization's time of the erasure. Names and addresses from before it are not stored again. Null in events of
/// earlier versions, where the time of recording counts.</param>
public sealed record LearnerForgotten(string By, string Reason, bool HadIdentity, int ErasedMessages, DateTimeOffset? At = null);
