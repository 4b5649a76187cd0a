using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Enrollment.Storage.DeadLetters;
using RabbitMQ.Client;

namespace Enrollment.Chaos.Publishing;

/// <summary>A message that must end as one dead letter.</summary>
/// <param name="Marker">Text in its body by which the dead letter is known.</param>
/// <param name="Kind">What it is kept as.</param>
/// <param name="Exchange">Empty for straight to a queue.</param>
/// <param name="RoutingKey">The queue, or empty.</param>
/// <param name="Body">With the marker in it.</param>
internal sealed partial record HostileMessage(string Marker, DeadLetterKind Kind, string Exchange, string RoutingKey, byte[] Body)
{
    private static long _made;

    public BasicProperties Properties { get; init; } = new();

    /// <summary>Of a flood: the oldest make room for the newest.</summary>
    public bool MayBeEvicted { get; init; }

    /// <summary>To the exchange of a type of message.</summary>
    public static HostileMessage To(Type type, DeadLetterKind kind, Func<string, byte[]> body, Action<BasicProperties>? change = null) =>
        Of($"{type.Namespace}:{type.Name}", "", kind, body, change);

    /// <summary>Straight to a queue.</summary>
    public static HostileMessage Straight(
        string queue,
        DeadLetterKind kind,
        Func<string, byte[]> body,
        Action<BasicProperties>? change = null
    ) => Of("", queue, kind, body, change);

    /// <summary>The marker in a dead letter's body; null in one that is not of a hostile message.</summary>
    public static string? MarkerIn(DeadLetter letter) =>
        Marked().Match(letter.Body.IsBase64 ? Encoding.Latin1.GetString(letter.Body.Bytes()) : letter.Body.Text) switch
        {
            { Success: true } match => match.Value,
            _ => null,
        };

    // No two markers of a run are the same.
    private static HostileMessage Of(
        string exchange,
        string queue,
        DeadLetterKind kind,
        Func<string, byte[]> body,
        Action<BasicProperties>? change
    )
    {
        var marker = string.Create(CultureInfo.InvariantCulture, $"hostile-{Interlocked.Increment(ref _made)}-x");
        var message = new HostileMessage(marker, kind, exchange, queue, body(marker));
        change?.Invoke(message.Properties);
        return message;
    }

    [GeneratedRegex("hostile-[0-9]+-x")]
    private static partial Regex Marked();
}
