using System.Text.Json;
using Enrollment.Contracts;

namespace Enrollment.Chaos.Publishing;

/// <summary>A message as a publisher sends it.</summary>
/// <param name="Id">Its id, also within the body.</param>
/// <param name="Type">The contract's name.</param>
/// <param name="Body">Plain JSON.</param>
internal sealed record Message(string Id, string Type, string Body)
{
    public string Exchange => $"{typeof(Fact).Namespace}:{Type}";

    public static Message Of<TFact>(TFact fact)
        where TFact : Fact => new(fact.MessageId, typeof(TFact).Name, JsonSerializer.Serialize(fact, ContractJson.Options));
}
