using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A JSON body, read and validated; <see cref="RefuseBadBodies"/> answers requests whose body cannot be used.</summary>
/// <typeparam name="T">The record it holds.</typeparam>
internal sealed class Body<T> : IBoundBody, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class, IRequestBody, new()
{
    private readonly T? _value;

    private Body(T? value, ProblemAnswer? refusal, ReadOnlyMemory<byte> digest) => (_value, Refusal, Digest) = (value, refusal, digest);

    /// <inheritdoc />
    public ProblemAnswer? Refusal { get; }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>The record; handlers run only when there is one.</summary>
    public T Value => _value ?? throw new InvalidOperationException("A refused body has no value.");

    /// <summary>A record that came by other means than JSON, validated alike.</summary>
    public static Body<T> Of(T value) => Validated(value, default);

    /// <inheritdoc />
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var request = context.Request;
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody)
        {
            return T.MayBeAbsent ? new(new T(), null, default) : Refused(BodyProblems.Empty());
        }

        var (bytes, refusal) = await BodyReader.ReadAsync(request, T.MaxBytes, context.RequestAborted);
        if (bytes is null)
        {
            return Refused(refusal ?? BodyProblems.Empty());
        }

        var digest = request.Headers.ContainsKey(ClaimedKey.KeyHeader) ? SHA256.HashData(bytes) : default;
        return bytes.Length == 0 && T.MayBeAbsent ? new(new T(), null, digest) : Parsed(bytes, digest);
    }

    /// <inheritdoc />
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T), T.MayBeAbsent));

    private static Body<T> Parsed(byte[] bytes, ReadOnlyMemory<byte> digest)
    {
        var (value, refusal) = BodyReader.Parse<T>(bytes);
        return value is null ? new(null, refusal, digest) : Validated(value, digest);
    }

    private static Body<T> Validated(T value, ReadOnlyMemory<byte> digest)
    {
        var errors = new FieldErrors();
        value.Validate(errors);
        return new(value, errors.ToAnswer(), digest);
    }

    private static Body<T> Refused(ProblemAnswer refusal) => new(null, refusal, default);
}
