using Enrollment.Operations.Announcing;
using RabbitMQ.Client;

namespace Enrollment.Benchmark.Messages;

/// <summary>A message to be published.</summary>
internal sealed record Outgoing(string Exchange, string RoutingKey, ReadOnlyMemory<byte> Body, BasicProperties Properties);
