using System.Text.Json;
using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// The JSON form of every contract: names in camelCase, dates as <c>yyyy-MM-dd</c>, instants as ISO 8601 with offset, enumerated values
/// as camelCase words.
/// </summary>
public static class ContractJson
{
    /// <summary>
    /// Options for publishers and readers of plain JSON. The discriminator <c>kind</c> may stand anywhere in its object, null is refused
    /// where a member does not allow it, and numbers are not read from strings.
    /// </summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            RespectNullableAnnotations = true,
            NumberHandling = JsonNumberHandling.Strict,
        };
}
