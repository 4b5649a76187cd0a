using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Marten;

namespace Enrollment.Storage.Auditing;

/// <summary>Makes events of what is stored, as the event store itself does.</summary>
internal sealed class EventContents(IReadOnlyStoreOptions options)
{
    private readonly ISerializer _serializer = options.Serializer();
    private readonly (byte[] Name, Type Type)[] _kinds =
    [
        .. options.Events.AllKnownEventTypes().Select(known => (Encoding.UTF8.GetBytes(known.EventTypeName), known.EventType)),
    ];

    /// <exception cref="JsonException">The content is none of this kind, or the kind is unknown.</exception>
    public object Read(ReadOnlySpan<byte> kind, ReadOnlyMemory<byte> json)
    {
        MemoryMarshal.TryGetArray(json, out var bytes);
        using var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return _serializer.FromJson(TypeOf(kind), content);
    }

    private Type TypeOf(ReadOnlySpan<byte> kind)
    {
        foreach (var (name, type) in _kinds)
            if (kind.SequenceEqual(name))
                return type;
        throw new JsonException($"{Encoding.UTF8.GetString(kind)} is no kind of event.");
    }
}
