using System.Text.Json;
using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>The one JSON form of every contract: camelCase, dates as <c>yyyy-MM-dd</c>, instants as ISO 8601 with offset.</summary>
public static class ContractJson
{
    /// <summary>Options for publishers and readers that are not served by a message library.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            NumberHandling = JsonNumberHandling.Strict,
        };
}
