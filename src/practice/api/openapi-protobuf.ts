import { isObject, type JsonObject, listOf, objectOf, stringOf } from '../json.ts';

/** kubectl up to 1.28 reads `/openapi/v2` in no other form. */
export const openApiProtobufType = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

/** The same as a media type that can be read: `@` may not stand in one. */
export const openApiProtobufAnswer = openApiProtobufType.replace('@', '.');

/** An OpenAPI v2 document as the message `openapi.v2.Document` of gnostic; the numbers are those of its fields. */
export function openApiProtobuf(document: JsonObject): Buffer {
  const info = objectOf(document['info']);
  const paths = Object.entries(objectOf(document['paths'])).map(([path, item]) =>
    message(2, named(path, pathItem(objectOf(item)))),
  );
  const definitions = Object.entries(objectOf(document['definitions'])).map(([name, own]) =>
    message(1, named(name, schema(objectOf(own)))),
  );
  return Buffer.concat([
    text(1, document['swagger']),
    message(2, Buffer.concat([text(1, info['title']), text(2, info['version'])])),
    message(8, Buffer.concat(paths)),
    message(9, Buffer.concat(definitions)),
  ]);
}

const operationNumbers = [
  ['get', 2],
  ['put', 3],
  ['post', 4],
  ['patch', 8],
] as const;

function pathItem(item: JsonObject): Buffer {
  return Buffer.concat(
    operationNumbers.flatMap(([verb, number]) => {
      const operation = item[verb];
      return isObject(operation) ? [message(number, operationOf(operation))] : [];
    }),
  );
}

function operationOf(operation: JsonObject): Buffer {
  const parameters = listOf(operation['parameters']).map(item => {
    const query = Buffer.concat([text(2, 'query'), text(4, objectOf(item)['name'])]);
    // ParametersItem, Parameter, NonBodyParameter, QueryParameterSubSchema
    return message(8, message(1, message(2, message(3, query))));
  });
  const responses = message(9, message(1, named('200', message(1, text(1, 'OK')))));
  return Buffer.concat([...parameters, responses, ...extensions(operation, 13)]);
}

function schema(own: JsonObject): Buffer {
  const properties = Object.entries(objectOf(own['properties'])).map(([name, property]) =>
    message(1, named(name, schema(objectOf(property)))),
  );
  const values = own['additionalProperties'];
  const items = own['items'];
  return Buffer.concat([
    text(1, own['$ref']),
    text(2, own['format']),
    ...listOf(own['required']).map(name => text(19, name)),
    ...(isObject(values) ? [message(21, message(1, schema(values)))] : []),
    ...(own['type'] === undefined ? [] : [message(22, text(1, own['type']))]),
    ...(isObject(items) ? [message(23, message(1, schema(items)))] : []),
    ...(properties.length === 0 ? [] : [message(25, Buffer.concat(properties))]),
    ...extensions(own, 31),
  ]);
}

/** What begins with `x-`, each with its value as YAML. */
function extensions(own: JsonObject, number: number): readonly Buffer[] {
  return Object.entries(own)
    .filter(([key]) => key.startsWith('x-'))
    .map(([key, value]) => message(number, named(key, text(2, JSON.stringify(value)))));
}

function named(name: string, value: Buffer): Buffer {
  return Buffer.concat([text(1, name), message(2, value)]);
}

function text(number: number, value: unknown): Buffer {
  const own = stringOf(value);
  return own === undefined ? Buffer.alloc(0) : message(number, Buffer.from(own));
}

/** A field of wire type 2: text, or a message inside a message. */
function message(number: number, content: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}
