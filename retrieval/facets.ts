/** Questions about a document itself (GB/T 9704—2012, its parts) and where in it their answers stand. */
import type { Candidate } from '../data/types.ts';

/** A part of documents that questions ask for. */
export interface Facet {
  readonly name: string;
  readonly asked: RegExp;
  holds(candidate: Candidate): boolean;
}

const isTitle = ({ kind, locator }: Candidate) => kind === 'title' && locator.includes('标题');
const isSignature = ({ kind, locator }: Candidate) => kind === 'title' && locator.includes('落款');

const FACETS: readonly Facet[] = [
  {
    name: '成文日期',
    asked:
      /(?:成文|印发|发布|发文|签发|下发|公布|出台|制发).{0,6}(?:日期|时间|什么时候|何时|哪[一]?[天日年]|几[月号])|(?:什么时候|何时|哪[一]?[天日年]|几[月号]).{0,4}(?:成文|印发|发布|发文|签发|下发|公布|出台|制发|发的)/,
    holds: isSignature,
  },
  {
    name: '发文机关',
    asked:
      /发文(?:机关|单位|部门)|落款|(?:哪|什么|谁).{0,6}(?:印发|发布|发文|下发|发的|联合发)|(?:由谁|谁来?)(?:印发|发布|发的)/,
    holds: isSignature,
  },
  { name: '附注', asked: /是否公开|公开(?:方式|属性|发布吗)|能.{0,3}公开|附注/, holds: isSignature },
  { name: '主送机关', asked: /主送|抄送|(?:发|印发|下发)给|收文|发到哪/, holds: isTitle },
  {
    name: '内容',
    asked:
      /(?:讲|说|写|管|关于)(?:的|了)?(?:是)?(?:什么|啥|哪)|主要内容|什么(?:文件|通知|方案)|文件名|标题|题目|名称是|全称/,
    holds: isTitle,
  },
  {
    name: '有效期',
    asked: /有效期|失效|到期|施行|生效|还(?:有效|管用|算数)|执行到/,
    holds: ({ text }) => /有效期|起(?:正式)?(?:施行|实施|执行|生效)|失效|废止/.test(text),
  },
  {
    name: '附件',
    asked: /(?:几|多少|哪些|什么).{0,2}附件|附件.{0,4}(?:几|多少|哪|什么|有)/,
    holds: ({ text }) => /^附\s*件\s*[:：]/.test(text),
  },
  {
    name: '刊头',
    asked: /公报|主编|编委|编辑|出版|刊|邮编|邮政编码|传真|目录/,
    holds: ({ kind }) => kind === 'front',
  },
];

/** The parts of documents that a question asks about. */
export function readFacets(question: string): readonly Facet[] {
  return FACETS.filter((facet) => facet.asked.test(question));
}
