using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Enrollment.Storage.Learners;

namespace Enrollment.Processing.Learners;

/// <summary>The personal data of a message.</summary>
public sealed record LearnerIdentityChange(Optional<string?> DisplayName, Optional<string?> Email)
{
    /// <summary>Null where the message has none.</summary>
    public static LearnerIdentityChange? Of(UserCreated fact) => Of(Given(fact.DisplayName), Given(fact.Email));

    /// <summary>Null where the message has none.</summary>
    public static LearnerIdentityChange? Of(UserUpdated fact) => Of(fact.DisplayName, fact.Email);

    /// <summary>Later facts win, for each of the two on its own. The same identity is returned when nothing changes.</summary>
    public LearnerIdentity ApplyTo(LearnerIdentity identity, Stamp stamp) =>
        identity with
        {
            DisplayName = Later(DisplayName, identity.DisplayName, stamp),
            Email = Later(Email, identity.Email, stamp),
        };

    private static LearnerIdentityChange? Of(Optional<string?> displayName, Optional<string?> email) =>
        displayName.IsSet || email.IsSet ? new LearnerIdentityChange(displayName, email) : null;

    private static Optional<string?> Given(string? value) => value is null ? default : new Optional<string?>(value);

    private static Stamped<string?>? Later(Optional<string?> given, Stamped<string?>? known, Stamp stamp) =>
        given.IsSet && stamp.Supersedes(known?.At) ? new(given.Value, stamp) : known;
}
