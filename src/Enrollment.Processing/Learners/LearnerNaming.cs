using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Processing.Learners;

/// <summary>The personal data a message carried.</summary>
public sealed record LearnerNaming(Optional<string?> DisplayName, Optional<string?> Email)
{
    /// <summary>Null where the message carried none.</summary>
    public static LearnerNaming? Of(Optional<string?> displayName, Optional<string?> email) =>
        displayName.IsSet || email.IsSet ? new LearnerNaming(displayName, email) : null;

    /// <summary>Later facts win, for each of the two on its own; the same identity comes back when nothing changes.</summary>
    public LearnerIdentity ApplyTo(LearnerIdentity identity, Stamp stamp) =>
        identity with
        {
            DisplayName = Later(DisplayName, identity.DisplayName, stamp),
            Email = Later(Email, identity.Email, stamp),
        };

    private static Stamped<string?>? Later(Optional<string?> given, Stamped<string?>? known, Stamp stamp) =>
        given.IsSet && stamp.Supersedes(known?.At) ? new(given.Value, stamp) : known;
}
