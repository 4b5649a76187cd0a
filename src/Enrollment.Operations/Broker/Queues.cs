using Enrollment.Contracts;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Operations.Broker;

/// <summary>Names on the broker that others rely on.</summary>
public static class Queues
{
    /// <summary>Bodies that validation refused, on their way to the table.</summary>
    public const string Rejected = "enrollment-rejected";

    /// <summary>Messages whose handling failed for good, on their way to the table.</summary>
    public const string Failed = "enrollment-failed";

    /// <summary>The dead-letter exchange, and the queue behind it: messages that were handed out too often.</summary>
    public const string Undeliverable = "enrollment-undeliverable";

    /// <summary>Dead letters that could not be stored although the database answered; nobody consumes it.</summary>
    public const string Parked = "enrollment-parked";

    /// <summary>Starts of nights, and what their phases answer: the saga's.</summary>
    public const string NightlyCycle = "enrollment-nightly-cycle";

    /// <summary>Plans and segments of a night.</summary>
    public const string NightlySegments = "enrollment-nightly-segments";

    /// <summary>
    /// The queues of facts and of the night: what the broker gives up there it dead-letters to <see cref="Undeliverable"/>.
    /// </summary>
    public static IReadOnlySet<string> OfWork { get; } =
        typeof(Fact)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Fact)))
            .Select(Of)
            .Append(NightlyCycle)
            .Append(NightlySegments)
            .ToHashSet();

    /// <summary><c>UserCreated</c> is consumed from <c>enrollment-user-created</c>.</summary>
    public static string Of(Type messageType) =>
        "enrollment"
        + string.Concat(messageType.Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
