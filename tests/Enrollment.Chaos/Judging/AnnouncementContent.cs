using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Enrollment.Chaos.Judging;

/// <summary>
/// What an announcement says, small enough to be kept for each: its type, and a hash of its JSON that spaces and the order of properties do
/// not change.
/// </summary>
internal readonly record struct AnnouncementContent(string Type, UInt128 Hash)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static AnnouncementContent Of(string type, ReadOnlyMemory<byte> body)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Canonical(body), hash);
        return new AnnouncementContent(type, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    private static byte[] Canonical(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Encoding.UTF8.GetBytes(Sorted(JsonNode.Parse(body.Span, documentOptions: Strict))?.ToJsonString() ?? "null");
        }
        catch (JsonException)
        {
            return body.ToArray();
        }
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject all => new JsonObject(
                all.OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => KeyValuePair.Create(property.Key, Sorted(property.Value)))
            ),
            JsonArray all => new JsonArray([.. all.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
