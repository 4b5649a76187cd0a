using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Marten;

namespace Enrollment.Storage.Auditing;

/// <summary>Deserializes events as the event store does.</summary>
public sealed class EventContents(IReadOnlyStoreOptions options)
{
    private readonly ISerializer _serializer = options.Serializer();
    private readonly (byte[] Name, Type Type)[] _types =
    [
        .. options.Events.AllKnownEventTypes().Select(known => (Encoding.UTF8.GetBytes(known.EventTypeName), known.EventType)),
    ];

    /// <exception cref="JsonException">The content is not of this type, or the type is unknown.</exception>
    public object Deserialize(ReadOnlySpan<byte> typeName, ReadOnlyMemory<byte> json)
    {
        MemoryMarshal.TryGetArray(json, out var bytes);
        using var content = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return _serializer.FromJson(TypeOf(typeName), content);
    }

    private Type TypeOf(ReadOnlySpan<byte> typeName)
    {
        foreach (var (name, type) in _types)
            if (typeName.SequenceEqual(name))
                return type;
        throw new JsonException($"{Encoding.UTF8.GetString(typeName)} is no type of event.");
    }
}
