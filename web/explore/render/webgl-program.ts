const vertex = `#version 300 es
layout(location = 0) in float x;
layout(location = 1) in float y;
layout(location = 2) in uint code;
layout(location = 3) in uint mark;
uniform vec3 transform;
uniform vec2 picture;
uniform float size;
uniform float growth;
uniform vec3 opacities;
uniform vec3 grey;
uniform sampler2D palette;
flat out vec4 colour;
flat out float radius;
void main() {
  vec2 place = vec2(x * transform.x + transform.y, transform.z - y * transform.x);
  gl_Position = vec4(place.x / picture.x * 2.0 - 1.0, 1.0 - place.y / picture.y * 2.0, 0.0, 1.0);
  float diameter = size * (mark == 2u ? growth : 1.0);
  radius = diameter / 2.0;
  gl_PointSize = ceil(diameter) + 1.0;
  vec3 own = texelFetch(palette, ivec2(int(code), 0), 0).rgb;
  colour = vec4(mark == 1u ? grey : own, opacities[mark]);
}`;

const fragment = `#version 300 es
precision highp float;
flat in vec4 colour;
flat in float radius;
out vec4 pixel;
void main() {
  float across = ceil(2.0 * radius) + 1.0;
  float cover = clamp(radius - distance(gl_PointCoord, vec2(0.5)) * across + 0.5, 0.0, 1.0);
  if (cover <= 0.0) discard;
  pixel = vec4(colour.rgb, colour.a * cover);
}`;

const uniforms = ["transform", "picture", "size", "growth", "opacities", "grey"] as const;

/** The program that draws round points, and the places of its uniforms. */
export function makeProgram(gl: WebGL2RenderingContext) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`WebGL program: ${gl.getProgramInfoLog(program)}`);
  const at = Object.fromEntries(uniforms.map((name) => [name, gl.getUniformLocation(program, name)]));
  return { program, at: at as Record<(typeof uniforms)[number], WebGLUniformLocation | null> };
}
